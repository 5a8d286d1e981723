"""The plainest page that does the same with streamlit-folium: a peer for `benchmarks/app.py`.

A box for each jurisdiction, a map that stays mounted, and one group of circle markers that is
replaced, as the documentation of streamlit-folium shows it. No tiles, and Leaflet from this
machine: both are in its favour.
"""

from __future__ import annotations

import os
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium


@st.cache_data
def read_sites(folder: str) -> pd.DataFrame:
    """Every located record."""
    stations = pd.read_csv(Path(folder, "stations.csv"), keep_default_na=False)
    places = pd.read_csv(Path(folder, "places.csv"), keep_default_na=False)
    places = places[places["precision"] == "city"].rename(columns={"name": "city"})
    places = places.drop_duplicates(["country", "city"])[["country", "city", "lon", "lat"]]
    sites = stations.merge(places, on=["country", "city"])
    return sites[sites["lon"] != ""].astype({"lon": float, "lat": float})


folium.Map.default_js = [("leaflet", "/app/static/leaflet.js")]
folium.Map.default_css = [("leaflet", "/app/static/leaflet.css")]

st.set_page_config(layout="wide")
sites = read_sites(os.environ["MAPAPP_COLLECTION"])
with st.sidebar:
    chosen = [each for each in sorted(sites["jurisdiction"].unique()) if st.checkbox(each)]
if chosen:
    sites = sites[sites["jurisdiction"].isin(chosen)]
group = folium.FeatureGroup(name="sites")
for site in sites.itertuples():
    folium.CircleMarker(
        (site.lat, site.lon), radius=5, tooltip=f"{site.city}, {site.jurisdiction}"
    ).add_to(group)
st_folium(
    folium.Map(location=(25, 15), zoom_start=2, tiles=None),
    feature_group_to_add=group,
    returned_objects=[],
    use_container_width=True,
    height=560,
    key="map",
)
