# src/fetch: see HACKING.md, section Rooms.
