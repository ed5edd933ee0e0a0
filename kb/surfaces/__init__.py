"""The doors: the command line, and later the web page and the servers. They do not know each other."""
