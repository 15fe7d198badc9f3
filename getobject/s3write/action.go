package s3write

import "github.com/s3get/s3get/getobject"

// The actions that an [getobject.Authorizer] is asked for, beside those of package getobject.
// S3 User Guide: Required permissions for Amazon S3 API operations.
const (
	ActionAbortMultipartUpload       getobject.Action = "s3:AbortMultipartUpload"
	ActionCreateBucket               getobject.Action = "s3:CreateBucket"
	ActionDeleteBucket               getobject.Action = "s3:DeleteBucket"
	ActionDeleteObject               getobject.Action = "s3:DeleteObject"
	ActionDeleteObjectVersion        getobject.Action = "s3:DeleteObjectVersion"
	ActionGetBucketLocation          getobject.Action = "s3:GetBucketLocation"
	ActionGetBucketVersioning        getobject.Action = "s3:GetBucketVersioning"
	ActionGetObjectAttributes        getobject.Action = "s3:GetObjectAttributes"
	ActionGetObjectVersionAttributes getobject.Action = "s3:GetObjectVersionAttributes"
	ActionListAllMyBuckets           getobject.Action = "s3:ListAllMyBuckets"
	ActionListBucketUploads          getobject.Action = "s3:ListBucketMultipartUploads"
	ActionListBucketVersions         getobject.Action = "s3:ListBucketVersions"
	ActionListMultipartUploadParts   getobject.Action = "s3:ListMultipartUploadParts"
	ActionPutBucketVersioning        getobject.Action = "s3:PutBucketVersioning"
	ActionPutObject                  getobject.Action = "s3:PutObject"
	ActionPutObjectTagging           getobject.Action = "s3:PutObjectTagging"
)
