"""A replica of the Publications Office: a local server that plays what its servers were seen to do.

Start it by hand with `python -m tests.replica --port 8800`, then
`kb fetch com-2008-652 sec-2008-2637 --langs nl,en --base-url http://127.0.0.1:8800`.
Its documents are practice texts of this project; none of the official sentences is in them.
"""
