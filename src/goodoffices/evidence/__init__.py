"""Evidence: sources as received, and verbatim quotations from them."""
