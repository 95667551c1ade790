"""Reports of our own writing with their gold rows; for tests, training and the demo, never for the floors."""
