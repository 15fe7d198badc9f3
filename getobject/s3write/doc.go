// Package s3write answers the operations of S3 by which code under test makes the state that
// it then reads: a [Handler] is the Next of a [getobject.Handler], over a [write.Store].
//
// # What it answers
//
//	buckets    CreateBucket HeadBucket DeleteBucket ListBuckets GetBucketLocation
//	           GetBucketVersioning PutBucketVersioning
//	objects    PutObject CopyObject DeleteObject DeleteObjects GetObjectTagging
//	           GetObjectAttributes
//	lists      ListObjectsV2 ListObjects ListObjectVersions
//	uploads    CreateMultipartUpload UploadPart UploadPartCopy CompleteMultipartUpload
//	           AbortMultipartUpload ListParts ListMultipartUploads
//
// What it accepts it stores as S3 would, and answers and errors are S3's. Every other
// operation is S3's NotImplemented, with the name of the operation in the [getobject.Record].
//
// # Order
//
// The shape of the request, the signature, the bucket, its region and its owner, permission,
// arguments, the body. A body streams into the store and is not seen by anybody until the last
// of its digests and signatures is right: a failed or a tampered upload leaves nothing.
//
// # Where S3 does more
//
// A bucket has no default encryption but SSE-S3, no Object Lock, and access control lists
// that are disabled, as those of new buckets are. Encryption is kept as a property.
package s3write
