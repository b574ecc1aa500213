"""The screens, one module each. A module holds `screens`, the routes of its pages."""
