#!/usr/bin/env bash
# Measures fakes and servers with conform and writes docs/peers.json and the tables of docs/PEERS.md. It
# installs each with the Go command into a folder of its own and takes about a quarter of an hour, all
# but a minute of which is compiling: internal/interop/conform/peers.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."

root=$PWD
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
key=conform secret=conformsecret # of every server
rows=()

# version prints the version of a module that a program was built from.
version() { go version -m "$1" | awk '$1 == "mod" {print $3}'; }

# measure NAME VERSION PORT measures what serves at a port of 127.0.0.1.
measure() {
	local name=$1 version=$2 port=$3
	for _ in {1..100}; do
		curl --silent --output /dev/null "http://127.0.0.1:$port" && break
		sleep 0.2
	done
	printf 'measuring %s %s\n' "$name" "$version"
	"$work/conform" -endpoint "http://127.0.0.1:$port" -access-key "$key" -secret-key "$secret" -json >"$work/$port.json"
	rows+=("$name=$version=$work/$port.json")
}

export GOBIN=$work/bin
go -C internal/interop build -o "$work/conform" ./conform
go build -o "$work/serve" ./examples/serve
go install github.com/johannesboyne/gofakes3/cmd/gofakes3@latest
go install github.com/versity/versitygw/cmd/versitygw@latest
go install github.com/minio/minio@latest
go install github.com/rclone/rclone@latest

"$work/serve" -fake -addr 127.0.0.1:9201 >"$work/serve.out" 2>&1 &
pids+=($!)
for _ in {1..50}; do grep -q AWS_SECRET_ACCESS_KEY "$work/serve.out" && break; sleep 0.1; done
key=$(sed -n 's/.*AWS_ACCESS_KEY_ID=//p' "$work/serve.out" | head -1)
secret=$(sed -n 's/.*AWS_SECRET_ACCESS_KEY=//p' "$work/serve.out" | head -1)
measure s3get "$(git describe --always)" 9201
key=conform secret=conformsecret

mkdir "$work/posix" "$work/versions" "$work/folder" "$work/disk"
ROOT_ACCESS_KEY=$key ROOT_SECRET_KEY=$secret "$GOBIN/versitygw" --port 127.0.0.1:9202 posix --versioning-dir "$work/versions" "$work/posix" >"$work/versitygw.out" 2>&1 &
pids+=($!)
measure versitygw "$(version "$GOBIN/versitygw"), posix" 9202

MINIO_ROOT_USER=$key MINIO_ROOT_PASSWORD=$secret "$GOBIN/minio" server "$work/disk" --address 127.0.0.1:9203 --quiet >"$work/minio.out" 2>&1 &
pids+=($!)
measure MinIO "$(version "$GOBIN/minio")" 9203

"$GOBIN/rclone" serve s3 --addr 127.0.0.1:9204 --auth-key "$key,$secret" "$work/folder" >"$work/rclone.out" 2>&1 &
pids+=($!)
measure 'rclone serve s3' "$(version "$GOBIN/rclone"), over a folder" 9204

"$GOBIN/gofakes3" -host 127.0.0.1:9205 -backend mem >"$work/gofakes3.out" 2>&1 &
pids+=($!)
measure gofakes3 "$(version "$GOBIN/gofakes3"), in memory" 9205

go -C "$root/internal/interop" run ./conform/peers "${rows[@]}"
