// Bars and lines over time: uPlot.
export { default } from "uplot";
