# The app in a container: docker build -t mapapp . && docker run -p 127.0.0.1:8501:8501 mapapp
FROM python:3.11-slim-bookworm

RUN useradd --create-home mapapp
WORKDIR /srv/mapapp
COPY requirements-server.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements-server.txt
COPY mapapp mapapp
COPY layers layers
COPY geodata geodata
COPY seeds seeds

USER mapapp
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:8501' + os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').rstrip('/') + '/_stcore/health')"]
ENTRYPOINT ["python", "-m", "mapapp", "serve", "--no-browser", "--address", "0.0.0.0", "--port", "8501"]
