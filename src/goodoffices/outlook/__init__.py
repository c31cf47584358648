"""What follows on the ground: events with conditions and lags, quantities with capacities."""
