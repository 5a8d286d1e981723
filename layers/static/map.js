/* What the script of a page that folium writes calls by name: `mapapp.ground`, `mapapp.draw`. */
import { frame, ground } from "./ground.js";
import { draw } from "./marks.js";
import { isZooming } from "./pointing.js";

window.mapapp = { ...window.mapapp, draw, frame, ground, isZooming };
