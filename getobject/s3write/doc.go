// Package s3write answers the operations of S3 by which code under test makes the state that
// it then reads: a [Handler] is the Next of a [getobject.Handler], over a [write.Store].
//
// # What it answers
//
//	buckets    CreateBucket HeadBucket DeleteBucket ListBuckets ListDirectoryBuckets GetBucketLocation
//	           GetBucketVersioning PutBucketVersioning
//	           and, to get, put and delete as far as S3 has them, the configurations: Accelerate,
//	           ACL, CORS, encryption, lifecycle, logging, notification, object lock, ownership
//	           controls, policy (with its status), public access block, replication, request
//	           payment, tagging, website
//	objects    PutObject PostObject CopyObject DeleteObject DeleteObjects GetObjectAttributes
//	           GetObjectTagging PutObjectTagging DeleteObjectTagging GetObjectAcl PutObjectAcl
//	           GetObjectRetention PutObjectRetention GetObjectLegalHold PutObjectLegalHold
//	           RestoreObject RenameObject
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
// CORS, the default encryption, Object Lock, policies, access control lists, ownership controls, the
// block of public access, request payment and websites take effect. Other configurations are kept
// and do nothing, lifecycle rules among them. Encryption is kept as a property. An account is its own
// canonical user id.
//
// # What is not known
//
// Which documents want Content-MD5 or a checksum, some messages, lists without grants and those of
// another owner, and RenameObject of a general purpose bucket were chosen: docs/RULES.md lists what and why, and what would settle it.
package s3write
