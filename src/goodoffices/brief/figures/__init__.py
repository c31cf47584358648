"""Figures as SVG, drawn without any library, readable without colour."""
