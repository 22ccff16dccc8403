# One image for the API and the worker; docker-compose.yml says which. The sandbox, a workspace of its own, stays out.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --workspaces=false --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --workspaces=false --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# TLS to Nexudus, IronWifi and Temporal Cloud: the Temporal client reads the system's certificates.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -m 700 -o node -g node /var/lib/latchkey
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN chmod +x dist/cli/main.js && ln -s /app/dist/cli/main.js /usr/local/bin/latchkey
USER node
EXPOSE 8080
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
