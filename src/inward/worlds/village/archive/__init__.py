"""The quarter of the archive: who is what in the village, and which helper answers how."""
