package getobject

import "github.com/s3get/s3get/store"

// An Action is an action of IAM that a read needs, or that one of its response
// headers does. S3 GetObject: Permissions.
type Action string

// The actions that an [Authorizer] is asked for.
const (
	GetObject               Action = "s3:GetObject"
	GetObjectVersion        Action = "s3:GetObjectVersion"
	ListBucket              Action = "s3:ListBucket"
	GetObjectTagging        Action = "s3:GetObjectTagging"
	GetObjectVersionTagging Action = "s3:GetObjectVersionTagging"
	GetObjectRetention      Action = "s3:GetObjectRetention"
	GetObjectLegalHold      Action = "s3:GetObjectLegalHold"
	Decrypt                 Action = "kms:Decrypt"
	CreateSession           Action = "s3express:CreateSession"
)

// readAction returns the action that r needs to be answered at all. In a directory
// bucket the permission to open a session is all that there is.
func (r *Request) readAction(b *store.Bucket) Action {
	switch {
	case b.IsDirectory():
		return CreateSession
	case r.version.IsLatest():
		return GetObject
	}
	return GetObjectVersion
}

// tagAction returns the action that the tag count of r's object needs.
func (r *Request) tagAction() Action {
	if r.version.IsLatest() {
		return GetObjectTagging
	}
	return GetObjectVersionTagging
}

// Rights are what the client may do and see beyond the read itself. The zero Rights
// are none.
type Rights uint8

// Each right is one bit.
const (
	MayList         Rights = 1 << iota // be told that a key is missing
	MaySeeTags                         // be told how many tags there are
	MaySeeRetention                    // be told of retention and event hold
	MaySeeLegalHold                    // be told of a legal hold
	MayDecrypt                         // use the KMS key of the object
)

// Has reports whether all of the rights are among r.
func (r Rights) Has(rights Rights) bool { return r&rights == rights }
