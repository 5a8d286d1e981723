"""Where the server starts: apart from `pages/`, which Streamlit would take for its own."""
