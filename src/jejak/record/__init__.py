"""Room 5, record: findings of many articles -> actors, events and commitments with a life."""
