export { useQualityNews } from './use-quality-news.ts'
