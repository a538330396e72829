// The map: MapLibre GL JS.
export { Map, AttributionControl, NavigationControl, Marker, setWorkerUrl } from "maplibre-gl";
