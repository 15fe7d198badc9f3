package vectors_test

import (
	"fmt"
	"testing/fstest"

	"github.com/s3get/s3get/getobject/vectors"
)

// A sequence is about what requests leave behind them.
func ExampleSequences() {
	files, err := vectors.Sequences()
	if err != nil {
		fmt.Println(err)
		return
	}
	var file vectors.SequenceFile = files[4]
	var s vectors.Sequence = file.Sequences[0]
	fmt.Println(file.Name, s.ID, s.Kind)
	for _, step := range s.Steps {
		fmt.Println(step.Request.Method, step.Request.Key, step.Expect.Status)
	}
	// Output:
	// copy copy/plain required
	// PUT src 200
	// PUT k 200
	// GET k 200
}

// What a response says can be captured, and stands in later steps in the place of its name.
func ExampleStep_Substitute() {
	files, err := vectors.LoadSequences(fstest.MapFS{"own.json": {Data: []byte(`{
		"fixture": {"buckets": [{"name": "b"}]},
		"vectors": [{
			"id": "own/abort", "why": "An upload can be aborted.", "kind": "required",
			"spec": ["S3 AbortMultipartUpload"], "source": "AWS API Reference, AbortMultipartUpload",
			"steps": [
				{"request": {"method": "POST", "bucket": "b", "key": "k", "query": [["uploads"]]}, "expect": {"status": 200},
				 "capture": {"id": {"element": "InitiateMultipartUploadResult/UploadId"}}},
				{"request": {"method": "DELETE", "bucket": "b", "key": "k", "query": [["uploadId", "{{id}}"]]}, "expect": {"status": 204}}
			]}]}`)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	steps := files[0].Sequences[0].Steps
	var from vectors.CaptureFrom = steps[0].Capture["id"]
	fmt.Println(from.Element)
	fmt.Println(steps[1].Substitute(map[string]string{"id": "VXBsb2Fk"}).Request.Query[0].Value)
	// Output:
	// InitiateMultipartUploadResult/UploadId
	// VXBsb2Fk
}

// A body may be sent in chunks, or as the file of a form.
func ExampleBody() {
	chunks := vectors.Body{Size: 20000, Chunked: &vectors.Chunked{Signed: true, Size: 8192}}
	form := vectors.Body{Text: "hello", Form: &vectors.Form{Fields: []vectors.Line{{Name: "key", Value: "k"}}, FileName: "hello.txt"}}
	fmt.Println(chunks.Chunked.Size, form.Form.Fields[0].Value)
	// Output: 8192 k
}
