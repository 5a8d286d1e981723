/* Between the map in its frame and the page around it.

   The frame reports to Python only what a reader opens, so panning and zooming run nothing there.
   Where the map looks is kept by the page: for the next report, and in the address. What is opened
   in the page, the map points at. */
import { make } from "../../layers/static/elements.js";
import { offerBackgrounds } from "./background.js";
import { backgrounds } from "./backgrounds.js";
import { stateOf } from "./page_state.js";

const page = window.parent;
const state = stateOf(page);
let moved = false; // by the reader: an address says where to look only once one has looked around
const isPlaced = new URL(page.location.href).searchParams.has("map");

const FILL =
  "html,body,#root,#parent,.float-child:first-child{height:100%;margin:0;overflow:hidden}" +
  "#map_div{height:100%!important;width:100%!important}body>span{display:none}";
document.head.append(make("style", {}, FILL));
if (frameElement) frameElement.title = "Map";

function cameraOf(map) {
  const centre = map.getCenter().wrap();
  return [+centre.lng.toFixed(4), +centre.lat.toFixed(4), +map.getZoom().toFixed(2)];
}

function keep(map) {
  if (!moved) return;
  state.camera = cameraOf(map);
  writeCamera(state.camera.join(","));
}

/* The page writes the rest of the address, and knows the camera only from the next report on. */
function writeCamera(camera) {
  const { pathname, searchParams, hash } = new URL(page.location.href);
  if (searchParams.get("map") === camera) return;
  searchParams.delete("map");
  const query = [String(searchParams), `map=${camera}`].filter(Boolean).join("&");
  page.history.replaceState(page.history.state, "", `${pathname}?${query}${hash}`);
}

L.Map.addInitHook(function () {
  const container = this.getContainer();
  const listen = (name, act) => container.addEventListener(name, act, { passive: true });
  for (const name of ["pointerdown", "keydown"]) listen(name, () => (moved = true));
  listen("wheel", event => (moved ||= window.mapapp.isZooming(event)));
  this.on("moveend", () => keep(this));
  this.whenReady(() => offerBackgrounds(this, state, backgrounds));
  pointAtOpened(this);
  if (state.camera) lookAgain(this, state.camera);
  this.on("layeradd", ({ layer }) => {
    if (!(layer instanceof L.FeatureGroup)) return;
    layer.on("click", click => openMark(this, click.layer?.toGeoJSON?.().properties));
  });
  new ResizeObserver(() => {
    this.invalidateSize({ animate: false });
    if (!moved && !isPlaced) this.eachLayer(layer => frameAgain(this, layer));
  }).observe(container);
});

/* Back from another page, the map looks where it did: from the first drawing on, which frames. */
function lookAgain(map, [lon, lat, zoom]) {
  moved = true;
  map.on("layeradd", function look({ layer }) {
    if (!layer._scene) return;
    map.off("layeradd", look);
    map.setView([lat, lon], zoom, { animate: false });
  });
}

/* Until one has looked around, all that is drawn at first stays in sight. */
function frameAgain(map, layer) {
  if (layer._scene && map.mapapp?.isFramed) window.mapapp.frame(map, layer._scene);
}

/* Where the reader goes on once what was opened here is closed. */
function returnTo(map) {
  const stop = map.getContainer().querySelector(".mapapp-stop");
  stop?.focus();
  return Boolean(stop);
}

/* Keep the ring on what is opened: after a filter too, and once the keyboard leaves the marks. */
function pointAtOpened(map) {
  function point(isLeading) {
    map.eachLayer(layer => {
      if (!layer._scene) return;
      if (isLeading && state.opened) {
        moved = true;
        layer.leadTo(state.opened);
      } else layer.point(state.opened ?? "");
    });
  }
  const lead = () => point(true);
  const follow = () => setTimeout(point);
  page.addEventListener("mapapp:opened", lead);
  addEventListener("pagehide", () => page.removeEventListener("mapapp:opened", lead));
  map.getContainer().addEventListener("focusout", follow);
  map.on("layeradd", ({ layer }) => {
    if (layer._scene) follow();
  });
}

function openMark(map, mark) {
  if (!mark?.key) return;
  moved = true;
  state.camera = cameraOf(map);
  state.goBack = () => returnTo(map);
  window.Streamlit.setComponentValue({ key: mark.key, turn: Date.now(), camera: state.camera });
}
