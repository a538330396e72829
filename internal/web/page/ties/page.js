// The graph of ties is drawn by static/build/graph.js where it is built; the table says the same.
