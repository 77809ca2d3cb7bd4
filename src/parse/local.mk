# src/parse: see HACKING.md, section Rooms.
