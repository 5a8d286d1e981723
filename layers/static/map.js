/* What the script of a page that folium writes calls by name: `mapapp.ground`, `mapapp.draw`. */
import { boundsOf, boundsOfBox, frame, look } from "./camera.js";
import { ground } from "./ground.js";
import { draw } from "./marks.js";
import { isZooming } from "./pointing.js";

window.mapapp = Object.assign(window.mapapp ?? {}, {
  boundsOf,
  boundsOfBox,
  draw,
  frame,
  ground,
  isZooming,
  look
});
