// Package s3express gives out the sessions of directory buckets: a [Handler] answers
// CreateSession, and [Sessions] keeps what it gave out for the authenticator.
//
// # Order
//
// The shape of the request, the bucket, the signature, region, owner, the permission
// s3express:CreateSession, the mode, the encryption. What a session may do was decided then:
// requests that are signed with it are not authorized again, until it ends after five minutes. S3
// CreateSession: Permissions.
//
// # What is not known
//
// No answer of CreateSession was recorded: docs/RULES.md lists what was chosen.
package s3express
