package s3write

import (
	"net/http"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/version"
)

// An operation is one operation of S3.
type operation struct {
	name   string           // as S3 spells it
	action getobject.Action // that is asked for before run, or "" where run asks
	run    func(*call) error
	free   bool // of a bucket that need not exist
	marker bool // of a key whose latest version is a delete marker, that is refused as the marker by its id is
}

// route returns the operation of a request. One that is not answered here has no run.
func route(r *getobject.Request) operation {
	switch {
	case r.Bucket == "" && r.AccessPoint == "":
		return routeService(r)
	case r.Key == "":
		return routeBucket(r)
	}
	return routeObject(r)
}

func routeService(r *getobject.Request) operation {
	if r.Method == http.MethodGet && r.Endpoint == address.EndpointZonal {
		return operation{name: "ListDirectoryBuckets", action: ActionListAllMyDirectoryBuckets, run: (*call).listBuckets, free: true}
	}
	if r.Method == http.MethodGet {
		return operation{name: "ListBuckets", action: ActionListAllMyBuckets, run: (*call).listBuckets, free: true}
	}
	return operation{name: unknown(r, "Service"), free: true}
}

// routeBucket routes by the sub-resource, of which the first that is known counts.
func routeBucket(r *getobject.Request) operation {
	q := r.Query
	sub := subResource(r, bucketResources[:])
	switch r.Method + " " + sub {
	case "PUT ":
		return operation{name: "CreateBucket", action: ActionCreateBucket, run: (*call).createBucket, free: true}
	case "HEAD ":
		return operation{name: "HeadBucket", action: getobject.ActionListBucket, run: (*call).headBucket}
	case "DELETE ":
		return operation{name: "DeleteBucket", action: ActionDeleteBucket, run: (*call).deleteBucket}
	case "GET location":
		return operation{name: "GetBucketLocation", action: ActionGetBucketLocation, run: (*call).getLocation}
	case "GET versioning":
		return operation{name: "GetBucketVersioning", action: ActionGetBucketVersioning, run: (*call).getVersioning}
	case "PUT versioning":
		return operation{name: "PutBucketVersioning", action: ActionPutBucketVersioning, run: (*call).putVersioning}
	case "POST ":
		return operation{name: "PostObject", run: (*call).postObject}
	case "POST delete":
		return operation{name: "DeleteObjects", run: (*call).deleteObjects}
	case "GET versions":
		return operation{name: "ListObjectVersions", action: ActionListBucketVersions, run: (*call).listVersions}
	case "GET uploads":
		return operation{name: "ListMultipartUploads", action: ActionListBucketUploads, run: (*call).listUploads}
	case "GET ":
		if kind, ok := q.Get("list-type"); ok && kind == "2" {
			return operation{name: "ListObjectsV2", action: getobject.ActionListBucket, run: (*call).listObjectsV2}
		}
		return operation{name: "ListObjects", action: getobject.ActionListBucket, run: (*call).listObjects}
	}
	return routeSettings(r, sub)
}

// routeSettings routes what is about a setting of a bucket that is there.
func routeSettings(r *getobject.Request, sub string) operation {
	switch r.Method + " " + sub {
	case "GET acl":
		return operation{name: "GetBucketAcl", action: ActionGetBucketACL, run: (*call).getBucketACL}
	case "PUT acl":
		return operation{name: "PutBucketAcl", action: ActionPutBucketACL, run: (*call).putBucketACL}
	case "GET policy":
		return operation{name: "GetBucketPolicy", action: ActionGetBucketPolicy, run: (*call).getPolicy}
	case "PUT policy":
		return operation{name: "PutBucketPolicy", action: ActionPutBucketPolicy, run: (*call).putPolicy}
	case "DELETE policy":
		return operation{name: "DeleteBucketPolicy", action: ActionDeleteBucketPolicy, run: (*call).deletePolicy}
	case "GET policyStatus":
		return operation{name: "GetBucketPolicyStatus", action: ActionGetBucketPolicyStatus, run: (*call).getPolicyStatus}
	}
	if op, ok := routeConfiguration(r.Method, sub); ok {
		return op
	}
	return operation{name: unknown(r, "Bucket")}
}

func routeObject(r *getobject.Request) operation {
	sub := subResource(r, objectResources[:])
	_, copies := r.Argument("X-Amz-Copy-Source")
	switch r.Method + " " + sub {
	case "PUT ":
		if copies {
			return operation{name: "CopyObject", action: ActionPutObject, run: (*call).copyObject}
		}
		return operation{name: "PutObject", action: ActionPutObject, run: (*call).putObject}
	case "PUT uploadId":
		if copies {
			return operation{name: "UploadPartCopy", action: ActionPutObject, run: (*call).copyPart}
		}
		return operation{name: "UploadPart", action: ActionPutObject, run: (*call).putPart}
	case "DELETE ":
		return operation{name: "DeleteObject", run: (*call).deleteObject}
	case "POST uploads":
		return operation{name: "CreateMultipartUpload", action: ActionPutObject, run: (*call).createUpload}
	case "POST uploadId":
		return operation{name: "CompleteMultipartUpload", action: ActionPutObject, run: (*call).completeUpload}
	case "DELETE uploadId":
		return operation{name: "AbortMultipartUpload", action: ActionAbortMultipartUpload, run: (*call).abortUpload}
	case "GET uploadId":
		return operation{name: "ListParts", action: ActionListMultipartUploadParts, run: (*call).listParts}
	case "GET tagging":
		return operation{name: "GetObjectTagging", marker: true, run: (*call).getTagging}
	case "GET attributes":
		return operation{name: "GetObjectAttributes", run: (*call).getAttributes}
	}
	return routeProperty(r, sub)
}

// routeProperty routes what is about a property of an object that is there.
func routeProperty(r *getobject.Request, sub string) operation {
	switch r.Method + " " + sub {
	case "PUT tagging":
		return operation{name: "PutObjectTagging", marker: true, run: (*call).putTagging}
	case "DELETE tagging":
		return operation{name: "DeleteObjectTagging", marker: true, run: (*call).deleteTagging}
	case "GET retention":
		return operation{name: "GetObjectRetention", run: (*call).getRetention}
	case "PUT retention":
		return operation{name: "PutObjectRetention", run: (*call).putRetention}
	case "GET legal-hold":
		return operation{name: "GetObjectLegalHold", run: (*call).getLegalHold}
	case "PUT legal-hold":
		return operation{name: "PutObjectLegalHold", run: (*call).putLegalHold}
	case "GET acl":
		return operation{name: "GetObjectAcl", run: (*call).getObjectACL}
	case "PUT acl":
		return operation{name: "PutObjectAcl", marker: true, run: (*call).putObjectACL}
	case "POST restore":
		return operation{name: "RestoreObject", run: (*call).restoreObject}
	case "PUT renameObject":
		return operation{name: "RenameObject", action: ActionPutObject, run: (*call).renameObject}
	}
	return operation{name: unknown(r, "Object")}
}

// bucketResources are the parameters that select something of a bucket.
var bucketResources = [...]string{
	"location", "versioning", "versions", "uploads", "delete", "accelerate", "acl", "analytics", "cors",
	"encryption", "intelligent-tiering", "inventory", "lifecycle", "logging", "metadataConfiguration",
	"metadataTable", "metrics", "notification", "object-lock", "ownershipControls", "policy",
	"policyStatus", "publicAccessBlock", "replication", "requestPayment", "session", "tagging", "website", "abac",
}

// objectResources are the parameters that select something of an object.
var objectResources = [...]string{
	"uploadId", "uploads", "acl", "annotation", "attributes", "encryption", "legal-hold", "renameObject",
	"restore", "retention", "select", "tagging", "torrent",
}

// subResource returns the first of the parameters that the request has, or "".
func subResource(r *getobject.Request, names []string) string {
	for _, name := range names {
		if r.Query.Has(name) {
			return name
		}
	}
	return ""
}

// unknown returns a name for an operation that is not answered here, such as GetBucketPolicy.
// Those of S3 are made like that, but for a few.
func unknown(r *getobject.Request, of string) string {
	names := bucketResources[:]
	if of == "Object" {
		names = objectResources[:]
	}
	verb := r.Method[:1] + strings.ToLower(r.Method[1:])
	var name strings.Builder
	name.WriteString(verb + of)
	for word := range strings.SplitSeq(subResource(r, names), "-") {
		if word != "" {
			name.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return name.String()
}

// version returns the version that the request names, which is the latest where what it names
// is malformed: that is refused by [call.readVersion].
func (c *call) version() version.Selector {
	selector, err := c.request.Version()
	if err != nil {
		return version.Latest()
	}
	return selector
}
