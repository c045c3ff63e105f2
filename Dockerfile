# One image for the site, its worker and the migrations. The set-up is the same program as on any machine.
FROM python:3.11-slim-bookworm
WORKDIR /srv/zhijian
COPY scripts scripts
COPY requirements.lock requirements-fonts.lock ./
RUN apt-get update && PIP_NO_CACHE_DIR=1 python -m scripts.setup && rm -rf /var/lib/apt/lists/*
COPY . .
RUN python -m scripts.setup \
    && DJANGO_SETTINGS_MODULE=config.settings.dev ZHIJIAN_DEBUG=0 \
       .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --uid 10001 --home-dir /nonexistent --no-create-home zhijian \
    && mkdir -p var/media && chown -R zhijian var
USER 10001
ENV PATH=/srv/zhijian/.venv/bin:$PATH PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/tmp/cache DJANGO_SETTINGS_MODULE=config.settings.prod
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--keep-alive", "30"]
