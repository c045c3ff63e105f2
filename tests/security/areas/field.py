"""Field entry: the shell is the same bytes for every inspection, and holds the content of none."""

NO_ROW = {"field", "field_worker", "field_manifest", "field_inspections"}
NO_PAGES = {"field_worker", "field_manifest", "field_inspections"}
BARE = {"field", "field_worker", "field_manifest", "field_entry"}
SENT = {"field_inspections": lambda case, world: []}
KEYS = {"field_entry": lambda case, world: {"code": world.inspection.code if world else "no-such-row"}}
