// Package blobstore keeps buckets and objects durably, in a folder of a disk or in a bucket of
// object storage. A [Store] is a [write.Store] over a [Backend]:
//
//	files, err := folder.Open("/var/lib/objects")
//	s, err := blobstore.New(ctx, files, blobstore.Options{})
//	handler := &getobject.Handler{Store: s, …}
//
// Package folder is the Backend for disks, and the module cdkblobs that for object storage. A folder
// that is copied into a bucket is a working store, and back.
//
// # What it holds
//
// Everything that package write describes: versions and delete markers, multipart uploads, tags and
// locks, configurations, policies and access points of buckets. Keys are of any bytes, up to 1,024.
// Content is compressed where that saves a tenth, encrypted under a key of its own, and checked block
// by block when it is read. Keys of customers are never kept.
//
// # Promises
//
//	acknowledged   what a method has returned without an error outlasts a crash and a loss of power
//	whole          what a write did is seen wholly or not at all, by every process
//	in one step    a check and its write have no other write between them, in any process
//	no wrong byte  a reader gives the bytes that were written, or an error instead of the first other
//	bounded        a read costs the same whatever the size, the versions and the parts of an object
//
// # Care
//
// [Store.Sweep] has to be called now and then: what was replaced is kept until then, for those who
// are reading it. [Store.Verify] finds what a disk forgot. The format is described in
// docs/BLOBSTORE.md, and how it was tested in docs/CRASHES.md.
//
// # How
//
// Each key, bucket and upload is a log of records that never change. A write reads the last record,
// decides, and adds one under the next name, which a Backend does for one of several at once: put.go.
// The last record says what the latest version is: read.go. What needs two logs, a rename or a
// multipart upload, is decided by one record of one of them: rename.go, complete.go.
package blobstore
