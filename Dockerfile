# One stage: there is nothing to build, Node runs the TypeScript as it is.
# Pinned by tag so that one can read it; pin the digest as well (node:…@sha256:…) where images must not move under you:
#   docker buildx imagetools inspect node:24.21.0-slim
FROM node:24.21.0-slim

# git fetches and pushes the manifests; ssh-keygen of openssh-client signs commits where a key is given.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
# No scripts of packages: none that runs in production needs one.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY app.yml LICENSE ./
COPY src ./src

# By number, so that Kubernetes can see that it is not root. The files above belong to root and stay read-only.
USER 1000:1000
EXPOSE 3000
# Without npm or a shell between, SIGTERM reaches the process.
CMD ["node", "src/main.ts"]
