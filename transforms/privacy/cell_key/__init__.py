"""Cell key method: perturbation tables by maximum entropy, and their application to counts and sums."""
