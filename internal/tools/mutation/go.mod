module github.com/s3get/s3get/internal/tools/mutation

go 1.25
