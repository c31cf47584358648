"""What a situation is: frozen values, validated once, then only read."""
