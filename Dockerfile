# The relay with the built page. docs/deploy.md says how to run it.
FROM node:24-slim AS packages
WORKDIR /parley
COPY package.json package-lock.json .npmrc ./

FROM packages AS build
RUN npm ci --no-audit --no-fund
COPY vite.config.ts ./
COPY wire wire
COPY client client
COPY server server
RUN npm run build
RUN mkdir files

FROM packages AS production
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8002
WORKDIR /parley
COPY LICENSE package.json ./
COPY --from=production /parley/node_modules node_modules
COPY --from=build /parley/dist dist
# Files of people, where no bucket keeps them: put a volume here.
COPY --from=build --chown=1000:1000 /parley/files /files
ENV PARLEY_FILES_DIR=/files
# The account `node` by its number, because an orchestrator can check only a number. The files belong to root, so the
# relay cannot change its own code.
USER 1000:1000
EXPOSE 8002
# It asks only whether the process lives. A database that is away must not restart every relay.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/livez').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
