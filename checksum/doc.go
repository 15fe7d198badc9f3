// Package checksum holds the checksums that S3 stores with an object, computes and
// combines them, and decides which of them a response may carry.
//
// # Values
//
// A [Value] is an algorithm, a [Type] and a digest. Its text is the base64 of the digest
// in network byte order; the text of a COMPOSITE object ends in "-N", the number of its
// parts (S3 GetObject: x-amz-checksum-type). Two functions compute that of an object from
// those of its parts:
//
//	Compose   COMPOSITE     the digest of the parts' digests, with "-N"
//	Combine   FULL_OBJECT   the digest of the parts' bytes, computed without the bytes
//
// Combine works for the three CRCs, which are linear, and Compose for all algorithms but
// CRC64NVME, which is FULL_OBJECT only. A [Reader] verifies a value while its bytes are read.
//
// # What a response carries
//
// Nothing without x-amz-checksum-mode (see [Requested]). With it, [Offer] is this table
// (S3 GetObject: x-amz-checksum-mode):
//
//	whole object                                the object's value
//	range that covers the whole object          the object's value
//	range of less                               none
//	part of a COMPOSITE object                  the part's value without "-N", COMPOSITE
//	part of a FULL_OBJECT with several parts    none
//	part 1 of a FULL_OBJECT with one part       the object's value
//	part 1 of an object without parts           the object's value
package checksum
