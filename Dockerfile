# syntax=docker/dockerfile:1
ARG NODE_VERSION=22

# The full image has a compiler, Python and Node's headers: the database module is compiled without a download.
FROM node:${NODE_VERSION}-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
# Before the sources, so that a change of ours does not compile it again.
COPY tools tools
RUN node tools/setup.mjs --native
COPY . .
RUN node tools/setup.mjs --build \
  && npm prune --omit=dev \
  && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
# Owned by root and never written to: the container runs with a read-only root file system.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/tools tools
COPY --from=build /app/templates templates
COPY --from=build /app/apps/wirebrief/sample apps/wirebrief/sample
COPY --from=build /app/docker/health.mjs docker/
COPY --from=build /app/dist dist
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "docker/health.mjs"]
ENTRYPOINT ["node", "tools/wirebrief.mjs"]
CMD ["start"]
