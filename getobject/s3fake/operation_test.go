package s3fake_test

import (
	"testing"

	"github.com/s3get/s3get/getobject/s3fake"
)

func TestOperations(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true})
	for _, tt := range []struct {
		method, target string
		fields         []string
		want           string
	}{
		{"GET", "/b/k", nil, "GetObject"},
		{"GET", "/b/k?versionId=null&partNumber=1&x-id=GetObject", nil, "GetObject"},
		{"GET", "http://b.s3.amazonaws.com/k", nil, "GetObject"},
		{"HEAD", "/b/k/", nil, "HeadObject"},
		{"GET", "/b/k?tagging", nil, "GetObjectTagging"},
		{"PUT", "/b/k?retention", nil, "PutObjectRetention"},
		{"DELETE", "/b/k?tagging&versionId=1", nil, "DeleteObjectTagging"},
		{"GET", "/b/k?attributes", nil, "GetObjectAttributes"},
		{"GET", "/b/k?uploadId=1", nil, "ListParts"},
		{"PUT", "/b/k", nil, "PutObject"},
		{"PUT", "/b/k", []string{"X-Amz-Copy-Source", "/b/o"}, "CopyObject"},
		{"PUT", "/b/k?partNumber=1&uploadId=2", nil, "UploadPart"},
		{"PUT", "/b/k?partNumber=1&uploadId=2", []string{"X-Amz-Copy-Source", "/b/o"}, "UploadPartCopy"},
		{"PUT", "/b/k?renameObject", nil, "RenameObject"},
		{"POST", "/b/k?uploads", nil, "CreateMultipartUpload"},
		{"POST", "/b/k?uploadId=2", nil, "CompleteMultipartUpload"},
		{"POST", "/b/k?restore", nil, "RestoreObject"},
		{"POST", "/b/k", nil, "Other"},
		{"DELETE", "/b/k?uploadId=2", nil, "AbortMultipartUpload"},
		{"DELETE", "/b/k", nil, "DeleteObject"},
		{"GET", "/", nil, "ListBuckets"},
		{"DELETE", "/", nil, "Other"},
		{"GET", "/b", nil, "ListObjects"},
		{"GET", "/b/?list-type=2&prefix=a", nil, "ListObjectsV2"},
		{"GET", "/b?versions", nil, "ListObjectVersions"},
		{"GET", "/b?uploads", nil, "ListMultipartUploads"},
		{"GET", "/b?location", nil, "GetBucketLocation"},
		{"GET", "/b?versioning", nil, "GetBucketVersioning"},
		{"PUT", "/b?cors", nil, "PutBucketCors"},
		{"DELETE", "/b?policy", nil, "DeleteBucketPolicy"},
		{"PUT", "/b", nil, "CreateBucket"},
		{"HEAD", "/b", nil, "HeadBucket"},
		{"DELETE", "/b", nil, "DeleteBucket"},
		{"POST", "/b?delete", nil, "DeleteObjects"},
		{"POST", "/b", nil, "PostObject"},
		{"OPTIONS", "/b/k", nil, "Preflight"},
		{"OPTIONS", "/b", nil, "Preflight"},
	} {
		s.Forget()
		url := tt.target
		if url[0] == '/' {
			url = s.URL + url
		}
		send(s.Client(), tt.method, url, tt.fields...)
		j := s.Journal()
		if len(j) != 1 || j[0].Operation != tt.want {
			t.Errorf("%s %s is %v, want %s", tt.method, tt.target, j, tt.want)
		}
		s.Inject(s3fake.Fault{Operation: tt.want, Times: 1, Effect: s3fake.Delay(0)}).Remove() // is one
	}
}
