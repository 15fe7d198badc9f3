# Sourced by the scripts here: four nodes of MinIO with erasure coding, each a process with a folder
# of its own, at 127.0.0.1:9311 to 9314. $work is a folder and $minio the program.
export AWS_ACCESS_KEY_ID=cluster AWS_SECRET_ACCESS_KEY=clustersecret AWS_REGION=us-east-1
export MINIO_ROOT_USER=$AWS_ACCESS_KEY_ID MINIO_ROOT_PASSWORD=$AWS_SECRET_ACCESS_KEY
export AWS_EC2_METADATA_DISABLED=true
export MINIO_CI_CD=1 # folders of one disk will do
endpoints=127.0.0.1:9311,127.0.0.1:9312,127.0.0.1:9313,127.0.0.1:9314

# start_node N starts a node. In a container MinIO has to be told which loopback address is its own.
start_node() {
	_MINIO_SERVER_LOCAL="127.0.0.1:931$1" "$minio" server --quiet --address "127.0.0.1:931$1" \
		"http://127.0.0.1:9311$work/1" "http://127.0.0.1:9312$work/2" \
		"http://127.0.0.1:9313$work/3" "http://127.0.0.1:9314$work/4" >>"$work/minio$1.log" 2>&1 &
	echo $! >"$work/node$1.pid"
	disown
}

# stop_node N kills a node, which has no time to end anything.
stop_node() { kill -9 "$(cat "$work/node$1.pid")" 2>/dev/null || true; }
