# One image for web, worker and the migration. Built with everything, run with what production needs.
FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

FROM base AS build
COPY package.json package-lock.json .puppeteerrc.cjs ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build

FROM base AS packages
COPY package.json package-lock.json .puppeteerrc.cjs ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev

FROM base AS production
# The browser that prints PDFs.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends chromium \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  ACCORD_DATA_DIR=/data \
  PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/build build
COPY package.json ./
COPY db/migrations db/migrations
COPY db/sql db/sql
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "build/web.js"]
