/* Where a map looks: at what is chosen, else at all there is; and the way from one to the other. */
import { prefersCalm } from "./ground.js";
import { style } from "./style.js";

const ROOM = 24; // px around what is framed
const MAX_ZOOM = 7; // the largest zoom at which something is framed
const FLIGHT_S = 0.6;
const LARGE = 0.3; // of the largest landmass: as large as that, another is framed with it
const SMALL = 0.01; // smaller than that, it is not
const NEAR_BY = 4; // degrees: as near as that to what is framed, a landmass belongs to it

/* Frame a scene immediately: its chosen countries, else `home`, else all its marks. */
export function frame(map, scene, { home } = {}) {
  const chosen = scene.chosen ?? [];
  look(map, boundsOf(map, scene, chosen, home), { hasRoom: chosen.length > 0 || !home });
}

export const isFlying = map => Boolean(map.mapapp?.isFlying);

/* What is framed of a scene: some countries with their marks, else `home`: [west, south, east, north],
   else all marks. Ends of arcs never count. */
export function boundsOf(map, { sites, towns, areas }, countries, home) {
  const points = countries.flatMap(code => mainlandOf(map.mapapp.coarse[code] ?? []));
  if (points.length) {
    const wanted = new Set(countries);
    sites.country.forEach((code, at) => {
      if (wanted.has(code)) points.push([sites.lat[at], sites.lon[at]]);
    });
    return L.latLngBounds(points);
  }
  if (home) return boundsOfBox(home);
  const all = [
    ...[sites, towns].flatMap(({ lon, lat }) => lon.map((each, at) => [lat[at], each])),
    ...areas.filter(({ lon }) => lon !== null).map(({ lon, lat }) => [lat, lon])
  ];
  return all.length ? L.latLngBounds(all).pad(0.04) : boundsOfBox(style.world);
}

export function boundsOfBox([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

/* The corners of the landmasses of a country that are framed with it: the largest, those that are
   nearly as large, and what lies near by. */
function mainlandOf(polygons) {
  const masses = polygons
    .map(([outline]) => ({ bounds: L.latLngBounds(outline), area: areaOf(outline) }))
    .sort((one, other) => other.area - one.area);
  const least = (masses[0]?.area ?? 0) * SMALL;
  const all = L.latLngBounds([]);
  for (const { bounds, area } of masses) {
    const isLarge = area >= masses[0].area * LARGE;
    if (isLarge || (area >= least && all.isValid() && grown(all, NEAR_BY).intersects(bounds))) {
      all.extend(bounds);
    }
  }
  return all.isValid() ? [all.getSouthWest(), all.getNorthEast()] : [];
}

function grown(bounds, degrees) {
  const [south, west] = [bounds.getSouth() - degrees, bounds.getWest() - degrees];
  return L.latLngBounds([south, west], [bounds.getNorth() + degrees, bounds.getEast() + degrees]);
}

/* Square degrees within a ring, a degree of longitude as wide as it is there. */
function areaOf(ring) {
  let sum = 0;
  let height = 0;
  ring.forEach(([lat, lon], at) => {
    const [nextLat, nextLon] = ring[(at + 1) % ring.length];
    sum += lon * nextLat - nextLon * lat;
    height += lat / ring.length;
  });
  return Math.abs(sum / 2) * Math.cos((height * Math.PI) / 180);
}

/* Look at bounds: immediately, or at the end of a flight; the map then fires "mapapp:arrived". With
   room, nothing framed comes near the edge. A flight that has not ended is cancelled. A map that
   already looks there is not painted again. */
export function look(map, bounds, { isFlight = false, hasRoom = true } = {}) {
  const options = { padding: L.point(hasRoom ? [ROOM, ROOM] : [0, 0]), maxZoom: MAX_ZOOM };
  const state = map.mapapp;
  const place = () =>
    String([
      bounds.toBBoxString(),
      hasRoom,
      map.getSize(),
      map.getPixelBounds().min,
      map.getZoom()
    ]);
  if (!state.isFlying && state.place && state.place === place()) {
    map.fire("mapapp:arrived");
    return;
  }
  state.limits ??= map.options.maxBounds;
  map.setMaxBounds(null); // else Leaflet pans back into them while the map flies
  if (state.arrive) map.off("moveend", state.arrive);
  state.arrive = () => {
    map.off("moveend", state.arrive);
    map.fitBounds(bounds, { ...options, reset: true }); // to the pixel, whatever led there
    map.setMaxBounds(state.limits);
    state.place = place();
    state.isFlying = false;
    map.fire("mapapp:arrived");
  };
  state.isFlying = isFlight && !prefersCalm();
  if (!state.isFlying) {
    state.arrive();
    return;
  }
  map.flyToBounds(bounds, { ...options, duration: FLIGHT_S });
  map.on("moveend", state.arrive);
}
