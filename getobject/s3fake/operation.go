package s3fake

import (
	"net/http"
	"net/url"

	"github.com/s3get/s3get/getobject/address"
)

// A level is what an address names.
type level uint8

const (
	onService level = iota // neither a bucket nor a key
	onBucket
	onObject
)

// levelOf returns the level of an address.
func levelOf(a address.Address) level {
	switch {
	case a.Key != "":
		return onObject
	case a.Bucket != "" || a.AccessPoint != "":
		return onBucket
	}
	return onService
}

// An operation is how requests say that they are one. Of several rows the first counts whose
// parameter the query has.
type operation struct {
	level     level
	method    string
	parameter string // "" for a request without any of the others
	name      string // as S3's model has it
}

// operations are those that are not a configuration that is read, written and deleted.
var operations = []operation{
	{onObject, http.MethodGet, "uploadId", "ListParts"},
	{onObject, http.MethodGet, "attributes", "GetObjectAttributes"},
	{onObject, http.MethodGet, "", "GetObject"},
	{onObject, http.MethodHead, "", "HeadObject"},
	{onObject, http.MethodPut, "uploadId", "UploadPart"},
	{onObject, http.MethodPut, "renameObject", "RenameObject"},
	{onObject, http.MethodPut, "", "PutObject"},
	{onObject, http.MethodPost, "uploads", "CreateMultipartUpload"},
	{onObject, http.MethodPost, "uploadId", "CompleteMultipartUpload"},
	{onObject, http.MethodPost, "restore", "RestoreObject"},
	{onObject, http.MethodPost, "select", "SelectObjectContent"},
	{onObject, http.MethodDelete, "uploadId", "AbortMultipartUpload"},
	{onObject, http.MethodDelete, "", "DeleteObject"},
	{onBucket, http.MethodDelete, "lifecycle", "DeleteBucketLifecycle"},
	{onBucket, http.MethodGet, "list-type", "ListObjectsV2"},
	{onBucket, http.MethodGet, "versions", "ListObjectVersions"},
	{onBucket, http.MethodGet, "uploads", "ListMultipartUploads"},
	{onBucket, http.MethodGet, "location", "GetBucketLocation"},
	{onBucket, http.MethodGet, "session", "CreateSession"},
	{onBucket, http.MethodGet, "", "ListObjects"},
	{onBucket, http.MethodHead, "", "HeadBucket"},
	{onBucket, http.MethodPut, "", "CreateBucket"},
	{onBucket, http.MethodPost, "delete", "DeleteObjects"},
	{onBucket, http.MethodPost, "", "PostObject"},
	{onBucket, http.MethodDelete, "", "DeleteBucket"},
	{onService, http.MethodGet, "", "ListBuckets"},
	{onObject, http.MethodOptions, "", preflight},
	{onBucket, http.MethodOptions, "", preflight},
}

// Names of operations that are made of more than a row.
const (
	preflight      = "Preflight" // which S3's model has no name for
	copyObject     = "CopyObject"
	uploadPartCopy = "UploadPartCopy"
	other          = "Other" // a request that is none
)

// configurations are what is read by GET, written by PUT and deleted by DELETE: by their
// parameters, the names without the verb.
var configurations = [...]map[string]string{
	onService: {},
	onBucket: {
		"accelerate": "BucketAccelerateConfiguration", "acl": "BucketAcl", "cors": "BucketCors",
		"encryption": "BucketEncryption", "lifecycle": "BucketLifecycleConfiguration",
		"logging": "BucketLogging", "notification": "BucketNotificationConfiguration",
		"object-lock": "ObjectLockConfiguration", "ownershipControls": "BucketOwnershipControls",
		"policy": "BucketPolicy", "policyStatus": "BucketPolicyStatus",
		"publicAccessBlock": "PublicAccessBlock", "replication": "BucketReplication",
		"requestPayment": "BucketRequestPayment", "tagging": "BucketTagging",
		"versioning": "BucketVersioning", "website": "BucketWebsite",
	},
	onObject: {
		"acl": "ObjectAcl", "legal-hold": "ObjectLegalHold", "retention": "ObjectRetention",
		"tagging": "ObjectTagging", "torrent": "ObjectTorrent",
	},
}

// verbs are what the methods of configurations are called.
var verbs = map[string]string{http.MethodGet: "Get", http.MethodPut: "Put", http.MethodDelete: "Delete"}

// operationOf returns the name of the operation that a request is.
func operationOf(r *http.Request, a address.Address, query url.Values) string {
	l := levelOf(a)
	if verb := verbs[r.Method]; verb != "" {
		// S3 names that one otherwise: it is a row of operations.
		for parameter := range query {
			if noun := configurations[l][parameter]; noun != "" && verb+noun != "DeleteBucketLifecycleConfiguration" {
				return verb + noun
			}
		}
	}
	for _, o := range operations {
		if o.level == l && o.method == r.Method && (o.parameter == "" || query.Has(o.parameter)) {
			return copied(o.name, r.Header["X-Amz-Copy-Source"] != nil)
		}
	}
	return other
}

// copied returns the name of an operation whose content is that of an object, if there is a
// source.
func copied(name string, hasSource bool) string {
	switch {
	case hasSource && name == "PutObject":
		return copyObject
	case hasSource && name == "UploadPart":
		return uploadPartCopy
	}
	return name
}

// isOperation reports whether there is an operation of a name.
func isOperation(name string) bool {
	if name == copyObject || name == uploadPartCopy || name == other {
		return true
	}
	for _, o := range operations {
		if o.name == name {
			return true
		}
	}
	for _, nouns := range configurations {
		for _, noun := range nouns {
			if name == "Get"+noun || name == "Put"+noun || name == "Delete"+noun {
				return true
			}
		}
	}
	return false
}
