// Package memstore is a [store.Store] in memory. It holds every property that package
// store describes, and is what tests put their objects into:
//
//	s := memstore.New()
//	err := s.CreateBucket(store.Bucket{Name: "b"})
//	info, err := s.Put("b", "k", memstore.Version{Content: []byte("hi"), ContentType: "text/plain"})
//
// # Versions
//
// A key has a stack of versions. What a write does to it depends on the versioning of
// its bucket (S3 GetObject: versionId):
//
//	              Put                          Delete of the latest
//	unversioned   replaces the null version    removes the null version
//	enabled       adds a version with an id    adds a delete marker with an id
//	suspended     replaces the null version    replaces the null version by a marker
//
// Delete of a version that is named removes it, marker or not. A version that a read
// has opened goes on reading the same bytes, whatever is written or deleted.
//
// # Computed properties
//
// The entity tag is the hexadecimal MD5 of the content; for content in parts it is the
// MD5 of the parts' digests, with "-N" for N parts. Checksums are computed on request.
// Both read all the content once while it is put, which takes hours for the largest
// generated content: give such a [Version] its tag.
//
// # Files
//
// [Store.Keep] keeps a Store in a file, in which each change is when the method returns that made
// it. Its first line is "s3get state 1", and then there is a record for each change: a head in
// JSON, such as {"Kind":"version","Bucket":"b","Key":"k","Version":{…}}, and the content, both
// under checksums.
//
// # What it does not do
//
// Content encrypted with a customer's key is kept in the clear, with a fingerprint of
// the key by which readers are told to check it; an Object of this package is no
// [store.Decrypter]. Object Lock, expiration and archiving are properties that are told
// and not enforced.
package memstore
