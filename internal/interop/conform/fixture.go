package main

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// A fixture is as much of a fixture as decides what can be made of it.
type fixture struct {
	Principals []principal
	Anonymous  []string
	Version2   bool `json:"signatureVersion2"`
	Buckets    []bucket
	Policies   json.RawMessage `json:"keyPolicies"`
}

type principal struct {
	Name, AccessKey, SecretKey, SessionToken, Account string
	Actions                                           []string
	Policies                                          json.RawMessage
}

// isOwner reports whether a principal is one that the given credentials can stand for: somebody of
// the owner's account who may do everything.
func (p *principal) isOwner() bool {
	return slices.Contains(p.Actions, "*") && (p.Account == "" || p.Account == "111122223333") && p.SessionToken == "" && p.Policies == nil
}

type bucket struct {
	Name, Type, Owner, Region, Versioning   string
	RequesterPays                           bool
	CORS                                    []corsRule
	Website, Policy, ACL, PublicAccessBlock json.RawMessage
	AccessPoints                            []json.RawMessage
	OwnerEnforced                           bool
	Objects                                 []object
}

type corsRule struct {
	AllowedOrigins, AllowedMethods, AllowedHeaders, ExposeHeaders []string
	MaxAgeSeconds                                                 int32
}

type object struct {
	Key string
	objectVersion
	Versions []objectVersion // newest first
}

// all returns the versions, of which there is one if none are listed.
func (o *object) all() []objectVersion {
	if len(o.Versions) == 0 {
		return []objectVersion{o.objectVersion}
	}
	return o.Versions
}

type objectVersion struct {
	VersionID    string
	DeleteMarker bool
	LastModified time.Time
	Content      struct {
		Text, Base64 string
		Size         int64
	}
	ETag                                                                            string
	Parts                                                                           []int64
	ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage string
	Expires                                                                         string
	Metadata                                                                        map[string]string
	MissingMeta                                                                     int
	StorageClass, AccessTier, ReplicationStatus                                     string
	Restore, Expiration, Lock, ACL                                                  json.RawMessage
	TagCount                                                                        int
	Tags                                                                            map[string]string
	WebsiteRedirectLocation, Owner                                                  string
	SSE                                                                             *encryption
	Checksum                                                                        *struct{ Algorithm, Type, Value string }
}

type encryption struct {
	Algorithm, KMSKeyID, KeyState, CustomerKey string
	BucketKey                                  bool
}

// isNull reports whether a version is the null version.
func (v *objectVersion) isNull() bool { return v.VersionID == "" || v.VersionID == "null" }

// minPart is the length of the shortest part that is not the last.
const minPart = 5 << 20

// unmakeable says why no API makes a version, or "".
func (v *objectVersion) unmakeable() string {
	for why, holds := range map[string]bool{
		"an entity tag of its own":            v.ETag != "",
		"an archive, or what a lifecycle did": v.AccessTier != "" || v.Restore != nil || v.Expiration != nil || v.StorageClass == "GLACIER" || v.StorageClass == "DEEP_ARCHIVE",
		"a storage class of few servers":      v.StorageClass != "" && v.StorageClass != "STANDARD" && v.StorageClass != "STANDARD_IA" && v.StorageClass != "REDUCED_REDUNDANCY",
		"a replication":                       v.ReplicationStatus != "",
		"metadata that no header carries":     v.MissingMeta > 0,
		"a lock, which could not be removed":  v.Lock != nil,
		"an access control list, or an owner": v.ACL != nil || v.Owner != "",
		"a key of KMS":                        v.SSE != nil && v.SSE.KMSKeyID+v.SSE.KeyState != "" || v.SSE != nil && v.SSE.Algorithm != "" && v.SSE.Algorithm != "AES256",
		"a checksum of its own, or of parts":  v.Checksum != nil && (v.Checksum.Value != "" || len(v.Parts) > 0),
		"a checksum of few servers":           v.Checksum != nil && !slices.Contains([]string{"CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME"}, v.Checksum.Algorithm),
		"content of more than 64 MiB":         v.Content.Size > 64<<20,
		"parts of less than 5 MiB":            slices.ContainsFunc(v.Parts[:max(len(v.Parts)-1, 0)], func(n int64) bool { return n < minPart }),
		"a coding of uploads":                 strings.Contains(v.ContentEncoding, "aws-chunked"),
		"metadata that headers cannot carry":  slices.ContainsFunc(keysOf(v.Metadata), func(name string) bool { return name == "" }),
	} {
		if holds {
			return why
		}
	}
	return ""
}

func keysOf(m map[string]string) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

// unmakeable says why no API makes a bucket, or "".
func (b *bucket) unmakeable() string {
	switch {
	case b.Type == "directory":
		return "a directory bucket"
	case b.Owner != "" && b.Owner != "111122223333":
		return "a bucket of another account"
	case b.Region != "" && b.Region != "us-east-1":
		return "a bucket of another region"
	case len(b.AccessPoints) > 0:
		return "access points"
	case b.Policy != nil, b.ACL != nil, b.PublicAccessBlock != nil, b.OwnerEnforced:
		return "policies about principals"
	}
	return ""
}
