# feeds.d
