# src/core: see HACKING.md, section Rooms.
