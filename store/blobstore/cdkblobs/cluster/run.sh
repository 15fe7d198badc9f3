#!/usr/bin/env bash
# Checks the package over engines that are installed, started and ended here, all of them at
# addresses of the loopback interface, and prints what is in docs/CLUSTER.md:
#
#	cluster/run.sh minio azurite fakegcs ceph
#
# MinIO and fake-gcs-server are built by the Go command, Azurite comes from npm, and Ceph is what
# apt-get installs (ceph-mon ceph-mgr ceph-osd radosgw ceph-common). SOAK is how long each of the
# engines that have nodes is written to and read from, "2m" if it is not set and none for "0".
set -euo pipefail
cd "$(dirname "$0")/.."

top=$PWD
all=$(mktemp -d)
trap 'finish' EXIT

# finish ends everything that was started.
finish() {
	local file
	for file in "$all"/*/*.pid; do
		[[ ! -e $file ]] || kill -9 "$(cat "$file")" 2>/dev/null || true
	done
	rm -rf "$all"
}

# version prints the version of a module that a program was built from.
version() { go version -m "$1" | awk '$1 == "mod" {print $3}'; }

# check NAME runs the tests over an engine whose address is in the environment.
check() {
	local result=passes
	"$all/tests" -test.timeout 10m -test.run TestEngine -test.v >"$all/$1.out" 2>&1 || result=FAILS
	grep -E -- '--- FAIL|^panic' "$all/$1.out" || true
	printf '%s: %s: %d tests and promises kept, in %s\n' "$1" "$result" \
		"$(grep -c -- '--- PASS' "$all/$1.out")" "$(sed -n 's/^ *--- .*TestEngine.Writer (\(.*\))/CheckWriter \1/p' "$all/$1.out")"
}

# soak NAME NODE [QUERY] writes and reads while the node is killed, and started again.
soak() {
	[[ ${SOAK:-2m} != 0 ]] || return 0
	"$all/soak" -nodes "$endpoints" -serve "$all/cdkserve" -stop "stop_node $2" -start "start_node $2" \
		-for "${SOAK:-2m}" -svg "${SVG:-$top/../../../docs}/cluster-$1.svg" -query "${3-}"
}

run_minio() {
	GOBIN=$all go install github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
	minio=$all/minio
	. cluster/minio.sh
	export -f start_node stop_node
	export work minio
	for i in 1 2 3 4; do start_node "$i"; done
	export CDKBLOBS_NODES=$endpoints
	export CDKBLOBS_STORE="s3://files?endpoint=http://nodes&use_path_style=true&region=us-east-1&response_checksum_validation=when_required"
	check "MinIO $(version "$minio"), four nodes"
	soak minio 2
}

run_azurite() {
	npm install --silent --no-audit --no-fund --prefix "$work" azurite@3.35.0
	"$work/node_modules/.bin/azurite-blob" --blobHost 127.0.0.1 --blobPort 9321 --location "$work/files" \
		--skipApiVersionCheck --disableTelemetry --silent >"$work/out" 2>&1 &
	echo $! >"$work/azurite.pid"
	# The account and the key that Azurite has for everybody.
	export AZURE_STORAGE_ACCOUNT=devstoreaccount1
	export AZURE_STORAGE_KEY=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==
	export CDKBLOBS_STORE='azblob://files?protocol=http&domain=127.0.0.1:9321&localemu=true'
	check "Azurite 3.35.0"
}

run_fakegcs() {
	GOBIN=$all go install github.com/fsouza/fake-gcs-server@v1.56.1
	"$all/fake-gcs-server" -scheme http -host 127.0.0.1 -port 9331 -backend memory \
		-public-host 127.0.0.1:9331 -external-url http://127.0.0.1:9331 >"$work/out" 2>&1 &
	echo $! >"$work/fakegcs.pid"
	export STORAGE_EMULATOR_HOST=127.0.0.1:9331 CDKBLOBS_STORE='gs://files?anonymous=true'
	check "fake-gcs-server $(version "$all/fake-gcs-server")"
}

run_ceph() {
	. cluster/ceph.sh
	export -f start_node stop_node
	export work
	start_ceph >"$work/start.out" 2>&1
	export CDKBLOBS_NODES=$endpoints
	export CDKBLOBS_STORE="s3://files?endpoint=http://nodes&use_path_style=true&region=us-east-1&response_checksum_validation=when_required"
	check "Ceph $(ceph-osd --version | cut -d' ' -f3), three OSDs and two gateways"
	soak ceph 1
}

date -u +%F
go test -c -o "$all/tests" .
go build -o "$all/soak" ./cluster/soak
go build -o "$all/cdkserve" ./cmd/cdkserve
for engine in "$@"; do
	work=$all/$engine.d
	mkdir "$work"
	(run_"$engine")
	for file in "$work"/*.pid; do kill -9 "$(cat "$file")" 2>/dev/null || true; done
done
