// The graph of actors: graphology holds it, sigma draws it.
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
