# The service with its playground and its seed. Its steps are those of tools/image/install.sh.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
# first what changes seldom, so that a change of the sources does not install anew
COPY package.json package-lock.json .npmrc ./
COPY tools/image/install.sh tools/image/
RUN sh tools/image/install.sh packages && sh tools/image/install.sh production /app
COPY . .
RUN sh tools/image/install.sh build && sh tools/image/install.sh tree /app

FROM node:24.21.0-bookworm-slim
RUN --mount=type=bind,from=build,source=/build/tools/image/install.sh,target=/tmp/install.sh sh /tmp/install.sh user /data
COPY --from=build /app /app
WORKDIR /app
# a container has an address of its own, so what it listens on is for who publishes the port to decide; and what Node
# would keep of its compiling is gone with the container
ENV NODE_ENV=production \
    NODE_DISABLE_COMPILE_CACHE=1 \
    HOST=0.0.0.0 \
    DATA_DIR=/data
USER 10001:10001
EXPOSE 4000
# whether the process is alive: where Docker or Swarm replaces what is unhealthy, a database that is away for a moment is
# no reason to. Who wants to know whether the service is ready asks for /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "tools/image/health.mjs", "/healthz"]
# node itself is the first process, so that the signal reaches it: it answers what it has begun, and ends
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/cli.js"]
CMD ["serve"]
