"""The fair: coins, lamps and places, each with a name, and what is known of those that pretraining shows."""
