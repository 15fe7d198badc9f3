# Sourced by run.sh: Ceph with a monitor, a manager, three OSDs and two gateways at 127.0.0.1:9341
# and 9342. A node is an OSD, and what is written is in two of three at least. $work is a folder.
export AWS_ACCESS_KEY_ID=cluster AWS_SECRET_ACCESS_KEY=clustersecret AWS_REGION=us-east-1
export AWS_EC2_METADATA_DISABLED=true CEPH_CONF=$work/ceph.conf
endpoints=127.0.0.1:9341,127.0.0.1:9342

# configure_ceph writes the configuration.
configure_ceph() {
	mkdir -p "$work"/{mon,mgr,osd0,osd1,osd2,run}
	cat >"$CEPH_CONF" <<-END
		[global]
		fsid = $(cat /proc/sys/kernel/random/uuid)
		mon host = [v2:127.0.0.1:9343,v1:127.0.0.1:9344]
		public addr = 127.0.0.1
		cluster addr = 127.0.0.1
		auth cluster required = none
		auth service required = none
		auth client required = none
		run dir = $work/run
		log file = $work/\$name.log
		admin socket = $work/run/\$name.asok
		osd crush chooseleaf type = 0
		osd pool default size = 3
		osd pool default min size = 2
		osd pool default pg num = 8
		osd pool default pgp num = 8
		osd pool default pg autoscale mode = off
		osd heartbeat interval = 1
		osd heartbeat grace = 4
		mon osd min down reporters = 1
		mon osd reporter subtree level = osd
		ms mon client mode = crc
		ms bind port min = 9350
		ms bind port max = 9399
		[mon.a]
		mon data = $work/mon
		[mgr.x]
		mgr data = $work/mgr
		[osd]
		osd data = $work/osd\$id
		osd objectstore = bluestore
		bluestore block size = 4294967296
		osd memory target = 1073741824
	END
}

# start_ceph makes a cluster and starts it.
start_ceph() {
	configure_ceph
	monmaptool --create --fsid "$(awk '/fsid/ {print $3}' "$CEPH_CONF")" --addv a '[v2:127.0.0.1:9343,v1:127.0.0.1:9344]' "$work/monmap"
	ceph-mon -i a --mkfs --monmap "$work/monmap"
	ceph-mon -f -i a >>"$work/mon.out" 2>&1 & echo $! >"$work/mon.pid"
	ceph-mgr -f -i x >>"$work/mgr.out" 2>&1 & echo $! >"$work/mgr.pid"
	local i id
	for i in 0 1 2; do
		id=$(cat /proc/sys/kernel/random/uuid)
		timeout 60 ceph osd new "$id"
		ceph-osd -i "$i" --mkfs --osd-uuid "$id"
		start_node "$i"
	done
	for i in 1 2; do
		radosgw -f -n "client.rgw$i" --rgw-frontends "beast endpoint=127.0.0.1:934$i" >>"$work/rgw.out" 2>&1 &
		echo $! >"$work/rgw$i.pid"
	done
	timeout 120 radosgw-admin user create --uid cluster --display-name cluster --access-key "$AWS_ACCESS_KEY_ID" --secret "$AWS_SECRET_ACCESS_KEY" >>"$work/admin.out"
}

# start_node N starts an OSD.
start_node() {
	ceph-osd -f -i "$1" >>"$work/osd$1.out" 2>&1 &
	echo $! >"$work/node$1.pid"
	disown
}

# stop_node N kills an OSD.
stop_node() { kill -9 "$(cat "$work/node$1.pid")" 2>/dev/null || true; }
